#include "ctoml.h"
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <iomanip>
#include <limits>
#include <sstream>
#include <string_view>
#include <toml++/toml.h>

namespace {

void write_string(std::ostream &out, std::string_view text) {
    out << '"';
    for (unsigned char c : text) {
        if (c == '"' || c == '\\')
            out << '\\' << c;
        else if (c < 0x20 || c == 0x7f)
            out << "\\u" << std::hex << std::setw(4) << std::setfill('0') << int(c) << std::dec;
        else
            out << c;
    }
    out << '"';
}

void write_node(std::ostream &out, const toml::node &node, size_t line);

void write_table(std::ostream &out, const toml::table &table) {
    const char *separator = "";
    out << "\"table\":{";
    for (auto &&[key, value] : table) {
        out << separator;
        write_string(out, key.str());
        out << ':';
        write_node(out, value, key.source().begin.line);
        separator = ",";
    }
    out << '}';
}

void write_array(std::ostream &out, const toml::array &array) {
    const char *separator = "";
    out << "\"array\":[";
    for (const toml::node &value : array) {
        out << separator;
        write_node(out, value, value.source().begin.line);
        separator = ",";
    }
    out << ']';
}

/// Dates, times, infinities and what is not a number, as TOML spells them.
template <typename Value> void write_other(std::ostream &out, const Value &value) {
    std::ostringstream text;
    text << value;
    out << "\"other\":";
    write_string(out, text.str());
}

void write_node(std::ostream &out, const toml::node &node, size_t line) {
    out << "{\"line\":" << line << ',';
    node.visit([&](auto &&each) {
        using Node = std::remove_cv_t<std::remove_reference_t<decltype(each)>>;
        if constexpr (std::is_same_v<Node, toml::table>)
            write_table(out, each);
        else if constexpr (std::is_same_v<Node, toml::array>)
            write_array(out, each);
        else if constexpr (std::is_same_v<Node, toml::value<std::string>>) {
            out << "\"string\":";
            write_string(out, each.get());
        } else if constexpr (std::is_same_v<Node, toml::value<int64_t>>)
            out << "\"integer\":" << each.get();
        else if constexpr (std::is_same_v<Node, toml::value<bool>>)
            out << "\"boolean\":" << (each.get() ? "true" : "false");
        else if constexpr (std::is_same_v<Node, toml::value<double>>) {
            if (std::isfinite(each.get()))
                out << "\"float\":" << std::setprecision(std::numeric_limits<double>::max_digits10) << each.get();
            else
                write_other(out, each.get());
        } else
            write_other(out, each.get());
    });
    out << '}';
}

} // namespace

extern "C" char *ctoml_to_json(const char *text, size_t length) {
    std::ostringstream out;
    out.imbue(std::locale::classic());
    try {
        const toml::table table = toml::parse(std::string_view(text, length));
        write_node(out, table, 1);
    } catch (const toml::parse_error &error) {
        out.str("");
        out << "{\"error\":";
        write_string(out, error.description());
        out << ",\"line\":" << error.source().begin.line << ",\"column\":" << error.source().begin.column << '}';
    } catch (const std::exception &) {
        return nullptr;
    }
    return strdup(out.str().c_str());
}

extern "C" void ctoml_free(char *json) { free(json); }

#define CTOML_TEXT(number) #number
#define CTOML_VERSION(major, minor, patch) CTOML_TEXT(major) "." CTOML_TEXT(minor) "." CTOML_TEXT(patch)

extern "C" const char *ctoml_version(void) {
    return CTOML_VERSION(TOML_LIB_MAJOR, TOML_LIB_MINOR, TOML_LIB_PATCH);
}
