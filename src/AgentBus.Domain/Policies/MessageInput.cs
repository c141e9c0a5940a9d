using AgentBus.Domain.Admission;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Rego;

namespace AgentBus.Domain.Policies;

/// <summary>
/// Makes the input document of a message (POL-05); docs/policies.md describes it. A member whose value is empty or not known is left out, so
/// that <c>not input.x</c> holds for it. Thread-safe.
/// </summary>
internal sealed class MessageInput(IMessageData data)
{
    /// <summary>The action of a message that names none.</summary>
    public const string DefaultAction = "send_message";

    private readonly ObjectShape _document = new(
        "action", "ehi_score", "findings", "has_approval", "message", "recent", "security_context", "target", "tenant", "time_ns", "user");

    private readonly ObjectShape _target = new(
        "type", "id", "room", "channel", "receivers", "subject", "tool", "environment", "data_scope", "repository", "network");

    private readonly ObjectShape _message = new(
        "type", "kind", "priority", "classification", "requires_approval", "encrypted", "protocol",
        "id", "conversation_id", "correlation_id", "parent_id", "intent", "capabilities", "size",
        "content", "payload", "headers");

    private readonly EnumValues<MessageType> _types = new();
    private readonly EnumValues<EnvelopeKind> _kinds = new();
    private readonly EnumValues<Priority> _priorities = new();
    private readonly EnumValues<Classification> _classifications = new();
    private readonly RegoValue _send = RegoValue.Of(DefaultAction);
    private readonly RegoValue _agent = RegoValue.Of("agent");
    private readonly RegoValue _channel = RegoValue.Of("channel");
    private readonly RegoValue _none = RegoValue.Of("none");

    /// <summary>The document with the parts that are asked for; the others are left out.</summary>
    /// <param name="run">The message.</param>
    /// <param name="parts">The parts.</param>
    /// <param name="use">What <see cref="TargetUse"/> said, where that is among the parts.</param>
    public RegoValue Of(in AdmissionRun run, InputParts parts, RegoValue? use)
    {
        var principal = parts.Has(InputParts.Principal) ? Documents(in run) : null;
        return _document.Of(
            parts.Has(InputParts.Action) ? Action(run.Envelope) : null,
            parts.Has(InputParts.Ehi) && run.Ehi is { } ehi ? RegoValue.Of(ehi) : null,
            parts.Has(InputParts.Findings) ? PrincipalDocuments.Texts(run.Findings) : null,
            parts.Has(InputParts.Approval) ? RegoValue.Of(run.HasApproval) : null,
            parts.Has(InputParts.Message) ? Message(in run, parts) : null,
            parts.Has(InputParts.Recent) ? run.Context.Recent?.Describe(in run) : null,
            principal?.SecurityContext,
            parts.Has(InputParts.Target | InputParts.TargetUse) ? Target(in run, parts, use) : null,
            principal?.Tenant,
            parts.Has(InputParts.Time) ? RegoValue.Of((run.Context.Now - DateTimeOffset.UnixEpoch).Ticks * 100) : null,
            principal?.User);
    }

    /// <summary>What the sender's documents are.</summary>
    public static PrincipalDocuments Documents(in AdmissionRun run) => run.Context.Tenant.AccessOf(run.Context.Principal).Documents;

    /// <summary>The payload's member <c>target</c>, where the message may say what it uses.</summary>
    public RegoValue? TargetUse(in AdmissionRun run) => data.PayloadMember(run.Envelope, "target") is { Kind: RegoKind.Object } use ? use : null;

    private static RegoValue? Text(string text) => text.Length == 0 ? null : RegoValue.Of(text);

    private RegoValue Action(Envelope envelope) => envelope.Action.Length == 0 ? _send : RegoValue.Of(envelope.Action);

    private RegoValue Target(in AdmissionRun run, InputParts parts, RegoValue? use)
    {
        if (!parts.Has(InputParts.Target))
        {
            return _target.Of(null, null, null, null, null, null, null, use?["environment"], use?["data_scope"], use?["repository"], use?["network"]);
        }

        var direct = run.Target.Direct;
        var channel = run.Target.Channel ?? direct?.PrivateChannel;
        return _target.Of(
            run.Target.IsNone ? _none : direct is null ? _channel : _agent,
            run.Target.IsNone || direct is { IsSingle: false } ? null : RegoValue.Of(direct is { } one ? one.Named[0].Id : run.Target.Name),
            channel is { } named ? RegoValue.Of(named.Room) : null,
            channel is { } inRoom ? RegoValue.Of(inRoom.Channel) : null,
            direct is null ? null : RegoValue.ArrayOf(direct.Receivers.Select(static receiver => RegoValue.Of(receiver.Agent))),
            Text(run.Subject),
            Text(run.Envelope.Tool),
            use?["environment"],
            use?["data_scope"],
            use?["repository"],
            use?["network"]);
    }

    private RegoValue Message(in AdmissionRun run, InputParts parts)
    {
        var envelope = run.Envelope;
        var kind = parts.Has(InputParts.Kind);
        var ids = parts.Has(InputParts.Ids);
        return _message.Of(
            kind ? _types[(int)envelope.Type] : null,
            kind ? _kinds[(int)envelope.Kind] : null,
            kind ? _priorities[(int)envelope.Priority] : null,
            kind ? _classifications[(int)run.Classification] : null,
            kind ? RegoValue.Of(envelope.RequiresApproval) : null,
            kind ? RegoValue.Of(envelope.IsUninspectable) : null,
            kind ? Text(run.Context.Protocol) : null,
            ids ? Text(envelope.MessageId) : null,
            ids ? Text(envelope.ConversationId) : null,
            ids ? Text(envelope.CorrelationId) : null,
            ids ? Text(envelope.ParentId) : null,
            ids ? Text(envelope.Intent) : null,
            ids ? PrincipalDocuments.Texts(envelope.Capabilities) : null,
            ids ? RegoValue.Of(envelope.Encoded.Length) : null,
            parts.Has(InputParts.Content) ? data.Content(envelope) : null,
            parts.Has(InputParts.Payload) ? data.Payload(envelope) : null,
            parts.Has(InputParts.Headers) ? data.Headers(envelope) : null);
    }
}
