using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace AgentBus.Silo.Options;

/// <summary>Writes docs/configuration.md from the classes of options and their comments, so that it cannot drift from them (CFG-08).</summary>
internal static class ConfigurationReference
{
    private const string Head = """
        # Configuration

        Written by `AgentBus.Silo --config-doc`; a test compares. Change the classes in `src/*/…Options.cs`, not this file.

        Settings come from, later ones first: the command line (`--help`), the environment (`AgentBus__Gateway__MaxBatch=64`), aliases of the
        environment, the file of `--config`, `appsettings.{Environment}.json`, `appsettings.json` beside the executable, the defaults below.
        A value out of range ends the start and names the key. A key that has no meaning is a warning, with `--strict` an error.
        Times are written `hh:mm:ss`. `{id}` stands for a name of your own.


        """;

    /// <summary>The document.</summary>
    public static string Write()
    {
        var text = new StringBuilder(Head);
        text.AppendLine("## Aliases of the environment").AppendLine();
        text.AppendLine("| variable | setting |").AppendLine("|---|---|");
        foreach (var (variable, key) in Hosting.EnvironmentAliases.All)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| `{variable}` | `{key}` |");
        }

        WriteSection(text, AgentBusOptions.Section, typeof(AgentBusOptions));
        foreach (var (name, type) in AgentBusSettings.Others)
        {
            WriteSection(text, $"{AgentBusOptions.Section}:{name}", type);
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void WriteSection(StringBuilder text, string key, Type type)
    {
        var comments = OptionComments.Of(type.Assembly);
        var defaults = Activator.CreateInstance(type)!;
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.CanWrite).ToList();
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## `{key}`").AppendLine();
        text.AppendLine(comments.Of(type)).AppendLine();
        var values = properties.Where(static property => Nested(property.PropertyType) is null).ToList();
        if (values.Count > 0)
        {
            text.AppendLine("| setting | type | default | effect |").AppendLine("|---|---|---|---|");
            foreach (var property in values)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"| `{property.Name}` | {TypeName(property.PropertyType)} | {Default(property.GetValue(defaults))} | {comments.Of(property)} |");
            }
        }

        foreach (var property in properties)
        {
            if (Nested(property.PropertyType) is { } nested)
            {
                var id = nested == property.PropertyType ? "" : ":{id}";
                WriteSection(text, $"{key}:{property.Name}{id}", nested);
            }
        }
    }

    private static Type? Nested(Type type) =>
        OptionsProblems.IsOptions(type) ? type
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>) && OptionsProblems.IsOptions(type.GetGenericArguments()[1]) ? type.GetGenericArguments()[1]
        : null;

    private static string TypeName(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain == typeof(string) ? "text"
            : plain == typeof(bool) ? "true, false"
            : plain == typeof(TimeSpan) ? "time"
            : plain == typeof(DateTimeOffset) ? "moment"
            : plain.IsEnum ? string.Join(", ", Enum.GetNames(plain))
            : plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(IDictionary<,>) ? "lists by id"
            : typeof(IEnumerable).IsAssignableFrom(plain) ? "list"
            : "number";
    }

    private static string Default(object? value) => value switch
    {
        null or "" => "",
        bool flag => flag ? "`true`" : "`false`",
        string text => $"`{text}`",
        IEnumerable items => string.Join(", ", items.Cast<object>().Select(Default)),
        IFormattable formattable => $"`{formattable.ToString(null, CultureInfo.InvariantCulture)}`",
        _ => $"`{value}`",
    };
}
