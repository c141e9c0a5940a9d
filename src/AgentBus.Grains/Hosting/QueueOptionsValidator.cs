using AgentBus.Domain.Queues;
using Microsoft.Extensions.Options;

namespace AgentBus.Grains.Hosting;

/// <summary>Holds <see cref="QueueOptions"/> to their ranges (ERR-07).</summary>
internal sealed class QueueOptionsValidator : IValidateOptions<QueueOptions>
{
    private const string Section = "AgentBus:Queues";
    private const string OverflowSection = Section + ":Overflow";

    public ValidateOptionsResult Validate(string? name, QueueOptions options)
    {
        OptionRange.Check(Section, options.MaxMessages, 1, 100_000, nameof(options.MaxMessages));
        OptionRange.Check(Section, options.MaxBytes, 64 << 10, 1 << 30, nameof(options.MaxBytes));
        OptionRange.Check(Section, options.MessagesInMemory, 1, 10_000, nameof(options.MessagesInMemory));
        OptionRange.Check(Section, options.BytesInMemory, 64 << 10, 256 << 20, nameof(options.BytesInMemory));
        OptionRange.Check(Section, options.MaxDeliveries, 1, 100, nameof(options.MaxDeliveries));
        OptionRange.Check(Section, options.RedeliverAfter, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), nameof(options.RedeliverAfter));
        OptionRange.Check(Section, options.ConsumerSilence, TimeSpan.FromSeconds(5), TimeSpan.FromHours(1), nameof(options.ConsumerSilence));
        OptionRange.Check(Section, options.TrimAfter, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1), nameof(options.TrimAfter));
        CheckOverflow(options.Overflow);
        return ValidateOptionsResult.Success;
    }

    private static void CheckOverflow(OverflowOptions options)
    {
        OptionRange.Check(OverflowSection, (int)options.Mode, (int)OverflowMode.Refuse, (int)OverflowMode.DeadLetter, nameof(options.Mode));
        OptionRange.Check(OverflowSection, options.Backpressure, TimeSpan.Zero, TimeSpan.FromHours(1), nameof(options.Backpressure));
        OptionRange.Check(OverflowSection, options.MaxMessages, 1, 1_000_000, nameof(options.MaxMessages));
        OptionRange.Check(OverflowSection, options.MaxBytes, 64 << 10, 1L << 40, nameof(options.MaxBytes));
    }
}
