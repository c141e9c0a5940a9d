using System.Collections.Immutable;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary>What a command is: the registry checks by it, <c>help</c> answers it, and docs/commands.md is written from it (CMD-18).</summary>
/// <param name="Name">Its name on the wire; never changed.</param>
/// <param name="Summary">What it does, as a sentence.</param>
internal sealed record CommandDescription(string Name, string Summary)
{
    /// <summary>Its arguments.</summary>
    public ImmutableArray<CommandArgument> Arguments { get; init; } = [];

    /// <summary>It takes any further argument as well.</summary>
    public string FurtherArguments { get; init; } = "";

    /// <summary>The fields of its reply.</summary>
    public ImmutableArray<CommandField> Reply { get; init; } = [];

    /// <summary>So often a minute one agent may run it, where the settings say nothing else.</summary>
    public int PerMinute { get; init; } = 60;

    /// <summary>Who may run it, in words; the agent's grain decides, after the roles that the settings ask for.</summary>
    public string Permission { get; init; } = "Every session.";

    /// <summary>An example of its arguments, as JSON.</summary>
    public string Example { get; init; } = "{}";
}
