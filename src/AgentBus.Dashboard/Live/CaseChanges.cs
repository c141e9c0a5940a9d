using System.Runtime.CompilerServices;
using System.Text.Json;
using AgentBus.Services;

namespace AgentBus.Dashboard;

/// <summary>Which of the cases that a viewer may see changed. The watch asks each second whether the viewer's session holds, and ends with it.</summary>
internal sealed class CaseChanges(CaseWatches watches) : ILiveSource
{
    /// <summary>The topic. Its data name the case, or none where all are to be listed again.</summary>
    public const string Topic = "cases";

    /// <inheritdoc/>
    public async IAsyncEnumerable<LiveEvent> WatchAsync(Caller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var opened = await watches.OpenAsync(caller, null);
        if (!opened.IsOk)
        {
            yield break;
        }

        await using var watch = opened.Value;
        await foreach (var signal in watch.ReadAsync(cancellationToken))
        {
            switch (signal.Kind)
            {
                case CaseSignalKind.Ended:
                    yield break;
                case CaseSignalKind.ListAgain:
                    yield return new LiveEvent(Topic, LiveEvent.All);
                    break;
                case CaseSignalKind.Changed:
                    yield return new LiveEvent(Topic, JsonSerializer.Serialize(new { case_id = signal.Update!.Case.CaseId, state = Domain.Deliberation.CaseNames.Of(signal.Update.Case.State) }));
                    break;
            }
        }
    }
}
