namespace AgentBus.Client;

/// <summary>A message that waits for people, or waited for them, as it stands when the bus was asked.</summary>
public sealed record HeldMessage
{
    /// <summary>The case that holds it.</summary>
    public required string CaseId { get; init; }

    /// <summary>The message.</summary>
    public required string MessageId { get; init; }

    /// <summary>Where it stands.</summary>
    public required HeldState State { get; init; }

    /// <summary>The same as the bus says it.</summary>
    public required string StateText { get; init; }

    /// <summary>Why it was not delivered, lower snake case and stable, such as <c>deliberation_rejected</c>; empty: it was, or may be.</summary>
    public string Code { get; init; } = "";

    /// <summary>The reason in words; may change between versions.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When it is too late to decide, or to use what was granted.</summary>
    public DateTimeOffset Deadline { get; init; }

    /// <summary>Approving votes of this round.</summary>
    public int Approvals { get; init; }

    /// <summary>Rejecting votes of this round.</summary>
    public int Rejections { get; init; }

    /// <summary>It is decided: nothing more happens to it unless its sender does it.</summary>
    public bool IsDecided => State is not (HeldState.Open or HeldState.Delivering or HeldState.Unknown);

    /// <summary>Short for <see cref="State"/> being <see cref="HeldState.Delivered"/>.</summary>
    public bool IsDelivered => State == HeldState.Delivered;

    /// <summary>What its sender sends the action again with; empty: nothing was granted.</summary>
    public string ApprovalId => State == HeldState.Granted ? CaseId : "";
}
