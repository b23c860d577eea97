#include "client.h"
#include "server.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "rlm-mock-server: servers that speak OpenAI's chat completions, and the fastest plain client, for measuring.\n"
    "\n"
    "  rlm-mock-server serve [SETTING…] --port N [SETTING…] [--port N [SETTING…]]…\n"
    "  rlm-mock-server client --url URL [--calls N] [--concurrency N] [--size BYTES] [--model NAME] [--stream]\n"
    "\n"
    "serve listens on 127.0.0.1, prints the base URL of each server on a line, and runs until it is killed. Port 0 is\n"
    "any free one. Settings before the first --port hold for every server, those behind a --port for that server. With\n"
    "--until-eof 1 it ends with its standard input, so that it never outlives who started it with a pipe there.\n"
    "\n"
    "  --script FILE          JSON, as for POST /script below\n"
    "  --sub TEXT             the sub-model's reply (ok), as a JSON string without its quotes; {prompt} in it becomes\n"
    "                         the first characters of the prompt\n"
    "  --root-latency S       seconds before an answer of the root model (0)\n"
    "  --sub-latency S        seconds before an answer of the sub-model (0)\n"
    "  --slow F               all waits last F times as long (1)\n"
    "  --slots N              answers at once; other requests wait in order (0: no limit)\n"
    "  --pieces N             events over which a stream's text is spread (1)\n"
    "  --piece-delay S        seconds between them (0)\n"
    "  --failure-rate P       share of the calls that fail (0), with --failure-status N (500) and, when it is not\n"
    "                         below 0, --retry-after S (-1)\n"
    "  --stall-rate P         share of the calls that are never answered (0)\n"
    "  --cut-rate P           share of the answers after which the connection is closed in the middle (0): anywhere,\n"
    "                         or after --cut-at BYTES, or with --cut-walk 1 one byte later each time\n"
    "  --lie-rate P           share of the answers whose Content-Length is wrong (0), by --lie-bytes N (7)\n"
    "  --seed N               of the random choices (1)\n"
    "\n"
    "A request is the root model's when it has a system message and the model's name does not start with “sub”.\n"
    "POST /script takes a JSON object and starts anew: {\"root\": [reply, …], \"sub\": reply, \"root_latency\": s, …},\n"
    "with any setting above by its name with underscores; the root's replies are given in turn, the last one for good.\n"
    "\"models\": {PREFIX: [reply, …]} gives replies by the turn of the conversation to models of that prefix. In a reply,\n"
    "{pause S} pauses a stream, {cut} ends the connection. GET /stats tells what arrived.\n"
    "\n"
    "client makes the calls (1000, 64 at once, with prompts of 1000 bytes) and prints how long they took as JSON.\n";

static _Noreturn void fail(const char *what, const char *argument) {
    fprintf(stderr, "rlm-mock-server: %s: %s (rlm-mock-server --help tells all)\n", what, argument);
    exit(2);
}

static double number(const char *name, const char *text) {
    char *end;
    double value = strtod(text ? text : "", &end);
    if (!text || end == text || *end) fail("this needs a number", name);
    return value;
}

static void read_script(struct behaviour *behaviour, const char *path) {
    struct bytes text = {0};
    FILE *file = fopen(path, "r");
    if (!file) fail("cannot read the script", path);
    do bytes_reserve(&text, 1 << 16);
    while ((text.count += fread(text.data + text.count, 1, text.capacity - text.count, file)) == text.capacity);
    fclose(file);
    if (!behaviour_read(behaviour, (struct span){text.data, text.count})) fail("this is no script", path);
    bytes_free(&text);
}

static int serve_command(char **arguments) {
    static struct server servers[64];
    struct behaviour common = behaviour_default(), *behaviour = &common;
    int count = 0, until_eof = 0;
    for (; *arguments; arguments += 2) {
        const char *name = *arguments, *value = arguments[1];
        if (strncmp(name, "--", 2)) fail("this is no option", name);
        if (!value) fail("this needs a value", name);
        if (!strcmp(name, "--port")) {
            if (count == sizeof servers / sizeof *servers) fail("too many servers", value);
            servers[count] = (struct server){.port = (int)number(name, value), .behaviour = common};
            behaviour = &servers[count++].behaviour;
        } else if (!strcmp(name, "--until-eof")) {
            until_eof = number(name, value) != 0;
        } else if (!strcmp(name, "--script")) {
            read_script(behaviour, value);
        } else if (!strcmp(name, "--sub")) {
            behaviour->sub = span_of(value);
        } else if (!behaviour_set(behaviour, name + 2, number(name, value))) {
            fail("there is no such setting", name);
        }
    }
    if (!count) fail("serve needs", "--port");
    return serve(servers, count, until_eof);
}

static int client_command(char **arguments) {
    struct load load = {.model = "sub", .calls = 1000, .concurrency = 64, .size = 1000};
    for (; *arguments; arguments++) {
        const char *name = *arguments;
        if (!strcmp(name, "--stream")) {
            load.stream = 1;
            continue;
        }
        const char *value = *++arguments;
        if (!value) fail("this needs a value", name);
        if (!strcmp(name, "--url")) load.url = value;
        else if (!strcmp(name, "--model")) load.model = value;
        else if (!strcmp(name, "--calls")) load.calls = (long)number(name, value);
        else if (!strcmp(name, "--concurrency")) load.concurrency = (long)number(name, value);
        else if (!strcmp(name, "--size")) load.size = (long)number(name, value);
        else fail("there is no such option", name);
    }
    if (!load.url) fail("client needs", "--url");
    if (load.calls < 1 || load.concurrency < 1 || load.size < 0) fail("client needs", "numbers above 0");
    return run_client(&load);
}

int main(int count, char **arguments) {
    signal(SIGPIPE, SIG_IGN);
    if (count > 1 && !strcmp(arguments[1], "serve")) return serve_command(arguments + 2);
    if (count > 1 && !strcmp(arguments[1], "client")) return client_command(arguments + 2);
    int asked = count > 1 && !strcmp(arguments[1], "--help");
    fputs(help, asked ? stdout : stderr);
    return asked ? 0 : 2;
}
