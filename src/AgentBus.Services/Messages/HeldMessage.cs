using AgentBus.Model;

namespace AgentBus.Services;

/// <summary>A message that waits for people, or waited for them, as it stands when the bus was asked. The .NET SDK has the same, in the same terms.</summary>
public sealed record HeldMessage
{
    /// <summary>The case that holds it.</summary>
    public required string CaseId { get; init; }

    /// <summary>The message.</summary>
    public required string MessageId { get; init; }

    /// <summary>Where it stands.</summary>
    public required CaseState State { get; init; }

    /// <summary>Why it was not delivered; <see cref="Code.None"/>: it was, or may be.</summary>
    public Code Code { get; init; }

    /// <summary>The reason in words; may change between versions.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When it is too late to decide, or to use what was granted.</summary>
    public DateTimeOffset Deadline { get; init; }

    /// <summary>Approving votes of this round.</summary>
    public int Approvals { get; init; }

    /// <summary>Rejecting votes of this round.</summary>
    public int Rejections { get; init; }

    /// <summary>It is decided: nothing more happens to it unless its sender does it.</summary>
    public bool IsDecided => State is not (CaseState.Open or CaseState.Delivering);

    /// <summary>Short for <see cref="State"/> being <see cref="CaseState.Delivered"/>.</summary>
    public bool IsDelivered => State == CaseState.Delivered;

    /// <summary>What its sender sends the action again with; empty: nothing was granted.</summary>
    public string ApprovalId => State == CaseState.Granted ? CaseId : "";

    /// <summary>As the case is shown to its sender.</summary>
    internal static HeldMessage Of(CaseSummary of) => new()
    {
        CaseId = of.CaseId,
        MessageId = of.MessageId,
        State = of.State,
        Code = of.Code,
        Reason = of.Reason,
        Deadline = of.Deadline,
        Approvals = of.Approvals,
        Rejections = of.Rejections,
    };
}
