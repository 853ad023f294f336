/** Records of settings as YAML: read from a file, changed one by one, written out. */
package io.hearken.settings;
