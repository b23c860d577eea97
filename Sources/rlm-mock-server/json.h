#pragma once
#include "bytes.h"

/// Reads JSON in place without making anything of it. Strings stay as they are written, escapes and all, so that they
/// can be put into other JSON as they are. Whatever is not JSON ends in `failed`, and from there on nothing is found.
struct json {
    const char *next, *end;
    int failed;
};

struct json json_over(struct span text);
/// Enters an object or an array, whose `bracket` is '{' or '['; 0 when the next value is something else.
int json_enter(struct json *json, char bracket);
/// The name of the next member; 0 at the end of the object, which is then left. The value has to be read or skipped.
int json_member(struct json *json, struct span *name);
/// 1 when another element follows; 0 at the end of the array, which is then left.
int json_element(struct json *json);
/// The next value, when it is a string; 0 and nothing read when it is something else.
int json_string(struct json *json, struct span *text);
/// The next value whatever it is, as it is written.
struct span json_value(struct json *json);
