namespace AgentBus.Silo.Hosting;

/// <summary>What the silo was started with. Every switch is a setting or one of a few modes.</summary>
internal sealed class CommandLine
{
    private readonly Dictionary<string, string?> _settings = new(StringComparer.OrdinalIgnoreCase);

    private CommandLine()
    {
    }

    /// <summary>Settings, by their full key.</summary>
    public IReadOnlyDictionary<string, string?> Settings => _settings;

    /// <summary>A further configuration file; null: none.</summary>
    public string? ConfigFile { get; private set; }

    /// <summary>The environment; null: as ASPNETCORE_ENVIRONMENT says, else Production.</summary>
    public string? Environment { get; private set; }

    /// <summary>Starts the demonstration.</summary>
    public bool IsDemo { get; private set; }

    /// <summary>What it is started for.</summary>
    public CommandMode Mode { get; private set; }

    /// <summary>What is wrong with it; null: nothing.</summary>
    public string? Problem { get; private set; }

    /// <summary>Reads the arguments: <c>--switch value</c>, <c>--switch=value</c>, <c>--Section:Key value</c>.</summary>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine();
        for (var i = 0; i < arguments.Count && line.Problem is null; i++)
        {
            var (name, value) = Split(arguments[i]);
            var known = Array.Find(CommandSwitch.All, candidate => candidate.Matches(name));
            if (known is null && !name.Contains(':', StringComparison.Ordinal))
            {
                line.Problem = $"There is no switch {name}; --help lists them.";
            }
            else if (known is { TakesValue: false })
            {
                line.Apply(known, "true");
            }
            else if ((value ?? (i + 1 < arguments.Count ? arguments[++i] : null)) is not { } given)
            {
                line.Problem = $"The switch {name} needs a value.";
            }
            else if (known is null)
            {
                line._settings[name.TrimStart('-')] = given;
            }
            else
            {
                line.Apply(known, given);
            }
        }

        return line;
    }

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }

    private void Apply(CommandSwitch known, string value)
    {
        if (known.Key is { } key)
        {
            _settings[key] = value;
            return;
        }

        switch (known.Name)
        {
            case "--config": ConfigFile = value; break;
            case "--environment": Environment = value; break;
            case "--demo": IsDemo = true; break;
            default: Mode = known.Mode; break;
        }
    }
}
