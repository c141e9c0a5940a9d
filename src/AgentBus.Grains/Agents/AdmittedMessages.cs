using AgentBus.Domain.Admission;
using AgentBus.Domain.Evidence;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>Makes what is journalled of what admission let pass or held.</summary>
internal static class AdmittedMessages
{
    /// <summary>The message under a key.</summary>
    public static AdmittedMessage Of(in AdmissionResult result, string key, ReadOnlyMemory<byte> stamp, EvidenceBuffer buffer)
    {
        var envelope = result.Envelope;
        return new AdmittedMessage(
            envelope.MessageId,
            key,
            envelope.BodyDigest,
            envelope.ExpiresAt,
            result.Stamp!.Classification,
            envelope.Encoded,
            stamp,
            VerdictEvidence.Encode(buffer, result.Verdict!, envelope, result.Target))
        {
            CaseId = result.Verdict!.Facts.Approval,
        };
    }
}
