namespace AgentBus.Silo.Hosting;

/// <summary>What the silo is started for.</summary>
internal enum CommandMode
{
    /// <summary>To run.</summary>
    Run,

    /// <summary>To print the switches.</summary>
    Help,

    /// <summary>To print the version.</summary>
    Version,

    /// <summary>To print docs/configuration.md.</summary>
    ConfigDoc,

    /// <summary>To print appsettings.schema.json.</summary>
    ConfigSchema,

    /// <summary>To look whether it could start.</summary>
    ConfigCheck,

    /// <summary>To print the settings in effect.</summary>
    ConfigShow,
}
