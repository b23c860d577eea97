#pragma once
#ifdef __cplusplus
extern "C" {
#endif
/// Parses TOML and returns it as JSON, or an error as `{"error": {...}}`; free the result with `ctoml_free`.
char *ctoml_to_json(const char *text, unsigned long length);
void ctoml_free(char *json);
#ifdef __cplusplus
}
#endif
