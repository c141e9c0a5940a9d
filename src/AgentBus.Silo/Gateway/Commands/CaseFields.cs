using System.Collections.Immutable;
using AgentBus.Domain.Codes;
using AgentBus.Domain.Deliberation;
using AgentBus.Model;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary>A case as commands tell of it: what its sender needs to know.</summary>
internal static class CaseFields
{
    /// <summary>The argument that names it.</summary>
    public static readonly CommandArgument Case = new("case_id", "The case, as the receipt names it.") { IsRequired = true };

    /// <summary>What the fields mean.</summary>
    public static readonly ImmutableArray<CommandField> All =
    [
        new("case_id", "text", "The case."),
        new("message_id", "text", "The sender's id of the message."),
        new("state", "text", "open, delivering, granted, delivered, rejected, expired, cancelled or refused."),
        new("code", "text", "Why the message was not delivered; none: it was, or may be."),
        new("reason", "text", "The same in words."),
        new("deadline", "time", "When it is too late to decide, or to use what was granted."),
        new("approvals", "number", "Approving votes of this round."),
        new("rejections", "number", "Rejecting votes of this round."),
    ];

    /// <summary>The key of the case that a command names in its own tenant; null: it is no id.</summary>
    public static CaseKey? Key(CommandContext context) => CaseKey.TryCreate(context.Principal.Agent.Tenant, context[Case.Name], out var key) ? key : null;

    /// <summary>The fields of a case.</summary>
    public static CommandResult Of(CaseSummary of) => CommandResult.Of(
        ("case_id", CommandValues.Text(of.CaseId)),
        ("message_id", CommandValues.Text(of.MessageId)),
        ("state", CommandValues.Text(CaseNames.Of(of.State))),
        ("code", CommandValues.Text(CodeTable.Wire(of.Code))),
        ("reason", CommandValues.Text(of.Reason)),
        ("deadline", CommandValues.Time(of.Deadline)),
        ("approvals", CommandValues.Number(of.Approvals)),
        ("rejections", CommandValues.Number(of.Rejections)));
}
