#pragma once
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
/// Parses TOML 1.0 and returns it as JSON, to be freed with `ctoml_free`; null only when memory ran out.
///
/// Each value becomes an object with the line it stands on and one of `string`, `integer`, `float`, `boolean`,
/// `array`, `table` or `other` (dates, times, infinities, as text): `{"line": 3, "integer": 5}`. The whole document
/// is a table. A mistake becomes `{"error": "…", "line": 3, "column": 7}`.
char *ctoml_to_json(const char *text, size_t length);
void ctoml_free(char *json);
/// The version of toml++, such as `3.3.0`.
const char *ctoml_version(void);
#ifdef __cplusplus
}
#endif
