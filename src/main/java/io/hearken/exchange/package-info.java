/**
 * Networks from other frameworks and to them: what their tensors are called, how their gates lie,
 * and whether we compute what they computed.
 *
 * <pre>
 *   PyTorch, Keras, ONNX files → tensors → network → [settings] → model      model → PyTorch, ONNX
 *   inputs, outputs (NumPy)  → [golden] → the largest difference
 * </pre>
 */
package io.hearken.exchange;
