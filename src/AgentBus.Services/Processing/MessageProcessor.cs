using System.Collections.Immutable;
using AgentBus.Domain.Admission;
using AgentBus.Model;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Services;

/// <summary>The default processor: asks every strategy, in their order, and merges what they found.</summary>
internal sealed class MessageProcessor(IEnumerable<IValidationStrategy> strategies, IContentScreen screen) : IMessageProcessor
{
    private readonly IValidationStrategy[] _strategies = [.. strategies];

    public async ValueTask<ValidationResult> ProcessMessageAsync(Wire.Envelope message, CancellationToken cancellationToken = default)
    {
        if (Constitution.Check(message.ConstitutionalHash) is { } refusal)
        {
            throw ErrorFactory.Create(refusal, Details(message));
        }

        var result = ValidationResult.Valid;
        foreach (var strategy in _strategies)
        {
            result = result.Merge(await strategy.ValidateAsync(message, cancellationToken));
        }

        return result.IsValid
            ? result
            : throw ErrorFactory.Create(Code.MessageInvalid, string.Join(" ", result.Errors), Details(message));
    }

    public ValidationResult ValidateConstitutionalCompliance(Wire.Envelope message) => Constitution.ValidateConstitutionalHash(message.ConstitutionalHash);

    public IReadOnlyList<ContentFinding> DetectPii(string text) => screen.Detect(text);

    public string RedactPii(string text) => screen.Redact(text);

    private static ImmutableDictionary<string, string> Details(Wire.Envelope message) =>
        ImmutableDictionary<string, string>.Empty.Add("message_id", message.MessageId);
}
