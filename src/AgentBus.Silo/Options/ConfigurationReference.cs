using System.Collections;
using System.Globalization;
using System.Text;

namespace AgentBus.Silo.Options;

/// <summary>Writes docs/configuration.md from the classes of options and their comments, so that it cannot drift from them (CFG-08).</summary>
internal static class ConfigurationReference
{
    private const string Head = """
        # Configuration

        Written by `AgentBus.Silo --config-doc`; a test compares. Change the classes in `src/*/…Options.cs`, not this file.

        Settings come from, later ones first: the command line (`--help`), the environment (`AgentBus__Gateway__MaxBatch=64`), the directory of
        secrets (`SecretsDirectory`), the file of `--config`, `appsettings.{Environment}.json`, `appsettings.json` beside the executable, the
        defaults below. Items of lists are settings of their own (`KeyFiles:0`), so a shorter list does not end a longer one of a weaker source.

        - A value out of range ends the start and names the key. A key that has no meaning is a warning that names the nearest one there is,
          with `--strict` an error.
        - `AgentBus.Silo --config-check` looks at everything without starting; `--config-show` lists the settings in effect with their origins
          and without secrets; `--config-schema` writes `appsettings.schema.json`, by which editors complete and check files of settings.
        - A setting marked *secret* may lie in a file: name the file with `File` or `_FILE` behind the key or variable
          (`AgentBus__Cluster__PostgresFile=/run/secrets/postgres`, `DATABASE_URL_FILE=…`). Vault's agent and SOPS write such files.
        - Examples for development, production and the strictest profile are in `deploy/config`.

        Times are written `hh:mm:ss`. `{id}` stands for a name of your own.


        """;

    /// <summary>The document.</summary>
    public static string Write()
    {
        var text = new StringBuilder(Head);
        WriteSpellings(text);
        foreach (var section in SettingsCatalog.All.GroupBy(static setting => setting.Section))
        {
            WriteSection(text, section.Key, [.. section]);
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void WriteSpellings(StringBuilder text)
    {
        text.AppendLine("## Names of other products").AppendLine();
        text.AppendLine("As variables of the environment, in the directory of secrets or in files; there they are weaker than the name of our own.").AppendLine();
        text.AppendLine("| name | setting | from |").AppendLine("|---|---|---|");
        foreach (var spelling in SettingSpellings.All.Where(static spelling => spelling.Key is not null))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| `{spelling.Name}` | `{spelling.Key}` | {spelling.Source} |");
        }

        text.AppendLine().AppendLine("These are known and reported at start, for this version has no use for them:").AppendLine();
        text.AppendLine("| name | what it sets | from |").AppendLine("|---|---|---|");
        foreach (var spelling in SettingSpellings.All.Where(static spelling => spelling.Key is null))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| `{spelling.Name}` | {spelling.Note} | {spelling.Source} |");
        }
    }

    private static void WriteSection(StringBuilder text, string section, IReadOnlyList<Setting> settings)
    {
        var type = settings[0].Property.DeclaringType!;
        var comments = OptionComments.Of(type.Assembly);
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## `{section}`").AppendLine();
        text.AppendLine(comments.Of(type)).AppendLine();
        text.AppendLine("| setting | type | default | effect |").AppendLine("|---|---|---|---|");
        foreach (var setting in settings)
        {
            var kind = SettingText.Type(setting.Property.PropertyType) + (setting.IsSecret ? ", *secret*" : "");
            text.AppendLine(CultureInfo.InvariantCulture, $"| `{setting.Property.Name}` | {kind} | {Default(setting.Default)} | {comments.Of(setting.Property)} |");
        }
    }

    private static string Default(object? value) => value switch
    {
        null or "" => "",
        string text => $"`{text}`",
        IEnumerable items => string.Join(", ", items.Cast<object>().Select(Default)),
        _ => $"`{SettingText.Value(value)}`",
    };
}
