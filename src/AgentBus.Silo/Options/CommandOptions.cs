using System.ComponentModel.DataAnnotations;

namespace AgentBus.Silo.Options;

/// <summary>One command of clients, by its name (docs/commands.md).</summary>
internal sealed class CommandOptions
{
    /// <summary>It is answered. Security: false switches it off in an emergency (CMD-17).</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>So often a minute one agent may run it on this silo; 0: no limit; absent: as docs/commands.md says. Security: SEC-09.</summary>
    [Range(0, 1_000_000)]
    public int? PerMinute { get; set; }

    /// <summary>One of these roles is needed, besides what the agent's grain asks for; empty: none.</summary>
    public IList<string> Roles { get; set; } = [];
}
