using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Deliberation;

/// <summary>Encrypts what a case is to keep of its message as it came before that leaves the grain, and decrypts it for those who may look. Nothing of it is ever logged.</summary>
internal sealed partial class RawContentVault(IRawContentStore store, IRawContentSeal seal, IEnvelopeCodec codec, ILogger logger)
{
    /// <summary>The step, and what the case keeps with it from then on. Where there is no key nothing is kept, and the case says so.</summary>
    /// <param name="step">The case as it is opened, or opened again.</param>
    /// <param name="received">The serialised message as it came; empty: it was admitted as it came.</param>
    /// <param name="settings">How the tenant's people decide.</param>
    public (CaseStep Step, SealedContent? Raw) Keep(CaseStep step, ReadOnlyMemory<byte> received, DeliberationSettings settings)
    {
        if (received.IsEmpty || !RawContentRules.IsWanted(step.Case, settings))
        {
            return (step, null);
        }

        var raw = seal.Seal(RawContentBinding.Of(step.Case), received.Span);
        if (raw is null)
        {
            LogNoKey(logger, step.Case.Tenant, step.Case.CaseId);
        }

        return (RawContentRules.Keep(step, raw is not null), raw);
    }

    /// <summary>Decrypts what a case keeps; refused where that cannot be done now, or ever.</summary>
    public async Task<Result<RawContent>> OpenAsync(DeliberationCase of)
    {
        SealedContent? stored;
        try
        {
            stored = await store.ReadAsync(of.Tenant, of.CaseId, CancellationToken.None);
        }
        catch (IOException)
        {
            return new Refusal(Code.StorageUnavailable, "What was sent cannot be read now; try again.", TimeSpan.FromSeconds(1));
        }

        if (stored is null || seal.Open(RawContentBinding.Of(of), stored) is not { } opened)
        {
            LogUnreadable(logger, of.Tenant, of.CaseId, stored?.KeyId ?? "");
            return RawContentRefusals.Unreadable;
        }

        var envelope = codec.Read(opened.Bytes.Span);
        return new RawContent(
            of.CaseId,
            envelope.Action,
            envelope.Tool,
            envelope.Intent,
            System.Text.Encoding.UTF8.GetString(codec.ReadAction(opened.Bytes.Span).Span),
            ContentCommitment.Of(opened.CommitmentSalt.Span, envelope.BodyDigest.Span).ToString(),
            Convert.ToHexStringLower(opened.CommitmentSalt.Span),
            Convert.ToHexStringLower(envelope.BodyDigest.Span));
    }

    [LoggerMessage(EventId = 3700, Level = LogLevel.Error, Message = "The tenant {Tenant} keeps raw content, and this silo has no key to encrypt it with (AgentBus:RawContent:KeyFile): the case {Case} waits without it.")]
    private static partial void LogNoKey(ILogger logger, string tenant, string @case);

    [LoggerMessage(EventId = 3701, Level = LogLevel.Error, Message = "What the case {Case} of {Tenant} keeps cannot be decrypted: the key {KeyId} is not among those of this silo, or the row was tampered with.")]
    private static partial void LogUnreadable(ILogger logger, string tenant, string @case, string keyId);
}
