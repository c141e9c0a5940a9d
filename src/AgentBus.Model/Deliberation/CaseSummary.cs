using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>A case as lists show it.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.CaseSummary")]
public sealed record CaseSummary
{
    /// <summary>The case.</summary>
    [Id(0)] public required string CaseId { get; init; }

    /// <summary>Grows with each change.</summary>
    [Id(1)] public long Revision { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(2)] public CaseState State { get; init; }

    /// <summary>The agent that sent the message.</summary>
    [Id(3)] public required string Sender { get; init; }

    /// <summary>Where the message goes.</summary>
    [Id(4)] public string Target { get; init; } = "";

    /// <summary>What it is for.</summary>
    [Id(5)] public MessageType Type { get; init; }

    /// <summary>What its sender means to do.</summary>
    [Id(6)] public string Action { get; init; } = "";

    /// <summary>The tool that it means to use.</summary>
    [Id(7)] public string Tool { get; init; } = "";

    /// <summary>The greater of impact and EHI, 0 to 1.</summary>
    [Id(8)] public double Risk { get; init; }

    /// <summary>The stage that held it.</summary>
    [Id(9)] public string Stage { get; init; } = "";

    /// <summary>Why, in words.</summary>
    [Id(10)] public string Why { get; init; } = "";

    /// <summary>The rule that it goes by.</summary>
    [Id(11)] public string Rule { get; init; } = "";

    /// <summary>When it was opened.</summary>
    [Id(12)] public DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it is too late.</summary>
    [Id(13)] public DateTimeOffset Deadline { get; init; }

    /// <summary>How often people were asked.</summary>
    [Id(14)] public int Round { get; init; }

    /// <summary>Escalation levels reached.</summary>
    [Id(15)] public int Level { get; init; }

    /// <summary>Approving votes of this round.</summary>
    [Id(16)] public int Approvals { get; init; }

    /// <summary>Rejecting votes of this round.</summary>
    [Id(17)] public int Rejections { get; init; }

    /// <summary>The sender's id of the message.</summary>
    [Id(18)] public string MessageId { get; init; } = "";

    /// <summary>Cases with the same one are alike: the same sender wants to do the same to the same.</summary>
    [Id(19)] public string Group { get; init; } = "";

    /// <summary>Why the message was not delivered; <see cref="Code.None"/>: it was, or may be.</summary>
    [Id(20)] public Code Code { get; init; }

    /// <summary>The same in words.</summary>
    [Id(21)] public string Reason { get; init; } = "";

    /// <summary>Roles that may vote now.</summary>
    [Id(22)] public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Who has voted in this round.</summary>
    [Id(23)] public ImmutableArray<string> Voters { get; init; } = [];
}
