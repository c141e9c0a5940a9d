using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Embedded.Tests.Grains;

public interface IListenerGrain : IGrainWithStringKey
{
    Task SubscribeAsync(StreamId streamId);

    Task ResumeAsync(StreamId streamId);

    Task PublishAsync(StreamId streamId, int item);

    Task HoldAsync(string point);

    Task DeactivateAsync();
}

public sealed class ListenerGrain(Probe probe) : Grain, IListenerGrain
{
    private bool _held;

    public Task SubscribeAsync(StreamId streamId) => Stream(streamId).SubscribeAsync(OnItem);

    public async Task ResumeAsync(StreamId streamId)
    {
        foreach (var handle in await Stream(streamId).GetAllSubscriptionHandles())
        {
            await handle.ResumeAsync(new DelegateObserver<int>(OnItem, null, null));
        }
    }

    public Task PublishAsync(StreamId streamId, int item) => Stream(streamId).OnNextAsync(item);

    public async Task HoldAsync(string point)
    {
        _held = true;
        await probe.PassAsync(point);
        _held = false;
    }

    public Task DeactivateAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private IAsyncStream<int> Stream(StreamId streamId) => this.GetStreamProvider("test").GetStream<int>(streamId);

    private async Task OnItem(int item, StreamSequenceToken? token)
    {
        var inTurn = SynchronizationContext.Current is Activation { GrainInstance: ListenerGrain self } && self == this && !_held;
        await Task.Yield();
        probe.Arrive($"item {item} {(inTurn ? "in" : "out of")} a turn");
    }
}
