using AgentBus.TestKit;

namespace AgentBus.Load.Processes;

/// <summary>
/// Everything that looks at what a message says, switched on: inspection that enforces, twenty declared rules none of which fits the load, impact
/// and EHI, and the memory of recent messages. A setting that the silo does not know ends its start.
/// </summary>
internal static class GovernedSettings
{
    private const int Rules = 20;

    public static SiloSettings Governed(this SiloSettings settings)
    {
        settings = settings
            .With("Strict", "true")
            .With("Inspection:Enabled", "true")
            .With("Inspection:Policy:Mode", "Enforce")
            .With("Inspection:Policy:MetadataToEnvelope", "true")
            .With($"Tenants:{LoadSilo.Tenant}:Impact:Enabled", "true")
            .With($"Tenants:{LoadSilo.Tenant}:Ehi:Enabled", "true")
            .With($"Tenants:{LoadSilo.Tenant}:Sequences:SenderEntries", "32");
        for (var i = 0; i < Rules; i++)
        {
            var rule = $"Tenants:{LoadSilo.Tenant}:Policies:Rules:rule-{i:00}";
            settings = settings.With($"{rule}:Tools:0", $"forbidden-{i}").With($"{rule}:Types:0", i % 2 == 0 ? "Event" : "Command");
        }

        return settings;
    }
}
