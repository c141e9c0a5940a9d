using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Domain.Evidence;

/// <summary>What an operator did with a dead letter, as a row of evidence.</summary>
public static class LetterEvidence
{
    /// <summary>The version of the body.</summary>
    public const int Version = 1;

    /// <summary>The letter was sent again and is one no more.</summary>
    public static EvidenceRow Replayed(EvidenceBuffer buffer, DeadLetter letter, Receipt receipt, string operatorId, DateTimeOffset at) =>
        Row(buffer, letter, "replayed", OutcomeNames.Of(receipt.Outcome), operatorId, at);

    /// <summary>The letter was thrown away.</summary>
    public static EvidenceRow Discarded(EvidenceBuffer buffer, DeadLetter letter, string reason, string operatorId, DateTimeOffset at) =>
        Row(buffer, letter, "discarded", reason, operatorId, at);

    private static EvidenceRow Row(EvidenceBuffer buffer, DeadLetter letter, string action, string detail, string operatorId, DateTimeOffset at)
    {
        var json = buffer.Begin();
        json.WriteString("action"u8, action);
        json.WriteString("at"u8, at);
        json.WriteString("detail"u8, detail);
        json.WriteNumber("letter"u8, letter.Id);
        json.WriteString("message_id"u8, letter.MessageId);
        json.WriteString("operator"u8, operatorId);
        json.WriteString("queue"u8, letter.Source.Name);
        json.WriteString("tenant"u8, letter.Source.Tenant);
        json.WriteNumber("v"u8, Version);
        return new EvidenceRow(letter.Source.Tenant, EvidenceKind.DeadLetterResolved, operatorId, letter.MessageId, at, buffer.End());
    }
}
