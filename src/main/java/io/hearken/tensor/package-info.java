/**
 * Files of tensors as other frameworks write them, read as data and nothing else: no code of theirs
 * runs, and memory is taken for what is there, not for what a file claims.
 *
 * <pre>
 *   .pt .pth   → [TorchFile] ┐
 *   .npy .npz ↔ [NumpyFile] ┼→ name → Tensor
 *   .h5       → [HdfFile]   ┘
 *   .onnx     ↔ [OnnxFile]: operators, and name → Tensor
 * </pre>
 *
 * <p>What cannot be read is an {@link java.lang.IllegalArgumentException} with one line for people.
 */
package io.hearken.tensor;
