#include "ctoml.h"
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <toml++/toml.h>

extern "C" char *ctoml_to_json(const char *text, unsigned long length) {
    std::ostringstream out;
    try {
        out << toml::json_formatter{toml::parse(std::string_view(text, length))};
    } catch (const toml::parse_error &) {
        return nullptr;
    }
    return strdup(out.str().c_str());
}

extern "C" void ctoml_free(char *json) { free(json); }
