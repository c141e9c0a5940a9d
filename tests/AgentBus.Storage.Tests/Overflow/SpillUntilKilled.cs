using System.Globalization;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Storage.Overflow;
using AgentBus.Storage.Tests.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentBus.Storage.Tests.Overflow;

/// <summary>The process that is killed while it spills and removes: it prints what was reported stored, and what was reported removed.</summary>
internal static class SpillUntilKilled
{
    public const string Argument = "--spill-until-killed";

    // Small, so that files begin and end all the time.
    private const int SegmentBytes = 16 << 10;
    private const int Batch = 4;
    private const int Kept = 100;

    public static readonly ChannelKey Queue = ChannelKey.Inbox(new AgentKey("acme", "slow"));

    public static FileOverflowStore Store(string directory) => new(directory, NullLogger.Instance, segmentBytes: SegmentBytes);

    public static OverflowRecord Record(long ordinal) =>
        new(ordinal, Samples.Sender, Samples.Noon, Samples.Message($"s{ordinal}", $"key-{ordinal}", new string('x', 300)));

    public static async Task<int> RunAsync(string directory)
    {
        await using var overflow = await Store(directory).OpenAsync(Queue, CancellationToken.None);
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        var last = overflow.Opened.Last;
        var removed = last - overflow.Opened.Keys.Count;
        while (true)
        {
            var first = last + 1;
            Check(await overflow.AppendAsync([.. Enumerable.Range(0, Batch).Select(i => Record(first + i))]));
            last += Batch;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"0 {last}"));
            if (last - removed > Kept)
            {
                removed += Kept / 2;
                Check(await overflow.RemoveAsync(removed));
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"1 {removed}"));
            }
        }
    }

    private static void Check(AppendOutcome outcome)
    {
        if (outcome != AppendOutcome.Committed)
        {
            throw new InvalidOperationException(outcome.ToString());
        }
    }
}
