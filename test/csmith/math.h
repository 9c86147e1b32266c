/* Programs with floats include the library's file of this name, which may need others that are not for wasm. All
 * that they take from it are the builtins that csmith.h names. */
