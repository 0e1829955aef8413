/* A reader for the JSON of a scenario.
 *
 * Values are positions in the text; nothing is copied or allocated. The text is written by json.dumps of our own
 * Python module, so there is no check of grammar beyond what keeps a broken file from running off its end.
 */
#include "sim.h"

#include <stdlib.h>
#include <string.h>

static json skip_blanks(json at)
{
    while (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')
        at++;
    return at;
}

static json skip_string(json at)
{
    for (at++; *at != '\0' && *at != '"'; at++)
        if (*at == '\\' && at[1] != '\0')
            at++;
    return *at == '"' ? at + 1 : at;
}

static json skip_value(json at)
{
    int depth = 0;

    at = skip_blanks(at);
    do {
        if (*at == '"') {
            at = skip_string(at);
            continue;
        }
        if (*at == '{' || *at == '[')
            depth++;
        else if (*at == '}' || *at == ']')
            depth--;
        else if (depth == 0 && *at == ',')
            return at;
        if (depth < 0)
            return at;
        if (*at != '\0')
            at++;
    } while (*at != '\0' && (depth > 0 || (*at != ',' && *at != '}' && *at != ']')));
    return at;
}

json json_member(json object, const char *name)
{
    size_t length = strlen(name);
    json at = object == NULL ? NULL : skip_blanks(object);

    if (at == NULL || *at != '{')
        return NULL;
    for (at = skip_blanks(at + 1); *at == '"'; at = skip_blanks(at)) {
        json key = at + 1;

        at = skip_blanks(skip_string(at));
        if (*at == ':')
            at = skip_blanks(at + 1);
        if (strncmp(key, name, length) == 0 && key[length] == '"')
            return at;
        at = skip_blanks(skip_value(at));
        if (*at == ',')
            at++;
    }
    return NULL;
}

json json_first(json array)
{
    json at = array == NULL ? NULL : skip_blanks(array);

    if (at == NULL || *at != '[')
        return NULL;
    at = skip_blanks(at + 1);
    return *at == ']' || *at == '\0' ? NULL : at;
}

json json_next(json element)
{
    json at = skip_blanks(skip_value(element));

    return *at == ',' ? skip_blanks(at + 1) : NULL;
}

bool json_is_null(json value)
{
    return value == NULL || strncmp(value, "null", 4) == 0;
}

long long json_integer(json value, long long otherwise)
{
    return json_is_null(value) ? otherwise : strtoll(value, NULL, 0);
}

double json_number(json value, double otherwise)
{
    return json_is_null(value) ? otherwise : strtod(value, NULL);
}

bool json_truth(json value, bool otherwise)
{
    return json_is_null(value) ? otherwise : *value == 't';
}

void json_text(json value, char *out, size_t size, const char *otherwise)
{
    size_t used = 0;

    if (json_is_null(value) || *value != '"') {
        strncpy(out, otherwise, size - 1);
        out[size - 1] = '\0';
        return;
    }
    for (value++; *value != '\0' && *value != '"' && used + 1 < size; value++) {
        if (*value == '\\' && value[1] != '\0') {
            value++;
            out[used++] = *value == 'n' ? '\n' : *value;  /* the only escapes that json.dumps makes of our texts */
        } else {
            out[used++] = *value;
        }
    }
    out[used] = '\0';
}
