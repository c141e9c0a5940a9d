using System.Text;

namespace AgentBus.Silo.Hosting;

/// <summary>A switch of the command line.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Alias">Another name; empty: none.</param>
/// <param name="Value">What its value is, for the help; empty: it takes none.</param>
/// <param name="Key">The setting that it sets; null: it is a mode.</param>
/// <param name="Text">What it does.</param>
/// <param name="Mode">What the silo does instead of running.</param>
internal sealed record CommandSwitch(string Name, string Alias, string Value, string? Key, string Text, CommandMode Mode = CommandMode.Run)
{
    private const int Column = 32;

    /// <summary>All of them.</summary>
    public static CommandSwitch[] All { get; } =
    [
        new("--demo", "", "", null, "Starts with data in a temporary directory, credentials made for this run, demo agents and reviewers, and says how to join them."),
        new("--host", "", "ADDRESS", "AgentBus:Listen:Host", "Address of the public listener (127.0.0.1)."),
        new("--port", "", "PORT", "AgentBus:Listen:PublicPort", "Port of the public listener (8080)."),
        new("--internal-port", "--telemetry-port", "PORT", "AgentBus:Listen:InternalPort", "Port of the internal listener: health, metrics, administration (9090)."),
        new("--data-dir", "", "DIRECTORY", "AgentBus:DataDir", "Where data lie (data, in the working directory)."),
        new("--config", "", "FILE", null, "A further JSON file of settings."),
        new("--environment", "", "NAME", null, "Development, Staging or Production (Production)."),
        new("--strict", "", "", "AgentBus:Strict", "Ends the start where a setting has no meaning, instead of warning."),
        new("--config-doc", "", "", null, "Prints the reference of all settings (docs/configuration.md) and ends.", CommandMode.ConfigDoc),
        new("--config-schema", "", "", null, "Prints the JSON schema of appsettings.json and ends.", CommandMode.ConfigSchema),
        new("--config-check", "", "", null, "Looks whether the silo could start, says what is wrong or stands out, and ends; with --strict nothing may be unknown.", CommandMode.ConfigCheck),
        new("--config-show", "", "", null, "Prints the settings in effect and where each comes from, without secrets, and ends.", CommandMode.ConfigShow),
        new("--version", "", "", null, "Prints the version and ends.", CommandMode.Version),
        new("--help", "-h", "", null, "Prints this and ends.", CommandMode.Help),
    ];

    /// <summary>It needs a value.</summary>
    public bool TakesValue => Value.Length > 0;

    /// <summary>The help.</summary>
    public static string Help
    {
        get
        {
            var text = new StringBuilder();
            text.AppendLine("AgentBus.Silo: a governed message bus for AI agents.").AppendLine();
            text.AppendLine("Usage: AgentBus.Silo [switches] [--AgentBus:Section:Key value …]").AppendLine();
            foreach (var known in All)
            {
                text.Append("  ").Append($"{known.Name} {known.Value}".PadRight(Column)).AppendLine(known.Text);
            }

            text.AppendLine().AppendLine("Settings come from, later ones first: switches, environment (AgentBus__Section__Key), secrets, --config, appsettings.json.");
            text.AppendLine("Try it out:  AgentBus.Silo --demo");
            return text.ToString();
        }
    }

    /// <summary>Tells whether the argument is this switch.</summary>
    public bool Matches(string argument) => argument == Name || (Alias.Length > 0 && argument == Alias);
}
