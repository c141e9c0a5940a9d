using Microsoft.Extensions.Options;

namespace AgentBus.Grains.Hosting;

/// <summary>Holds <see cref="QueueOptions"/> to their ranges (ERR-07).</summary>
internal sealed class QueueOptionsValidator : IValidateOptions<QueueOptions>
{
    private const string Section = "AgentBus:Queues";

    public ValidateOptionsResult Validate(string? name, QueueOptions options)
    {
        OptionRange.Check(Section, options.MaxMessages, 1, 100_000, nameof(options.MaxMessages));
        OptionRange.Check(Section, options.MaxBytes, 64 << 10, 1 << 30, nameof(options.MaxBytes));
        OptionRange.Check(Section, options.MessagesInMemory, 1, 10_000, nameof(options.MessagesInMemory));
        OptionRange.Check(Section, options.BytesInMemory, 64 << 10, 256 << 20, nameof(options.BytesInMemory));
        OptionRange.Check(Section, options.MaxDeliveries, 1, 100, nameof(options.MaxDeliveries));
        OptionRange.Check(Section, options.RedeliverAfter, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), nameof(options.RedeliverAfter));
        OptionRange.Check(Section, options.ConsumerSilence, TimeSpan.FromSeconds(5), TimeSpan.FromHours(1), nameof(options.ConsumerSilence));
        return ValidateOptionsResult.Success;
    }
}
