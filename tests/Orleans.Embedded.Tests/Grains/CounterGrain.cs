using Orleans.Concurrency;

namespace Orleans.Embedded.Tests.Grains;

public interface ICounterGrain : IGrainWithStringKey
{
    Task<int> IncrementAsync();

    /// <summary>Reads, waits a turn, writes: loses counts where calls interleave.</summary>
    Task IncrementSlowlyAsync();

    Task<int> ReadAsync();

    ValueTask<int> ReadValueAsync();

    ValueTask TouchAsync();

    [OneWay]
    Task NotifyAsync(string point);

    Task<string> HoldAsync(string point);

    [AlwaysInterleave]
    Task<string> HoldInterleavedAsync(string point);

    [ReadOnly]
    Task<string> HoldReadOnlyAsync(string point);

    Task FailAsync();

    Task DeactivateAsync();

    Task AppendAsync(int number);

    Task<int[]> NumbersAsync();

    Task<Guid> ActivationAsync();
}

public sealed class CounterGrain(Probe probe) : Grain, ICounterGrain
{
    private readonly Guid _activation = Guid.NewGuid();
    private readonly List<int> _numbers = [];
    private int _count;

    public Task<int> IncrementAsync() => Task.FromResult(++_count);

    public async Task IncrementSlowlyAsync()
    {
        var read = _count;
        await Task.Yield();
        _count = read + 1;
    }

    public Task<int> ReadAsync() => Task.FromResult(_count);

    public ValueTask<int> ReadValueAsync() => new(_count);

    public async ValueTask TouchAsync()
    {
        await Task.Yield();
        _count++;
    }

    public Task NotifyAsync(string point) => probe.PassAsync(point);

    public Task<string> HoldAsync(string point) => PassAsync(point);

    public Task<string> HoldInterleavedAsync(string point) => PassAsync(point);

    public Task<string> HoldReadOnlyAsync(string point) => PassAsync(point);

    public Task FailAsync() => throw new InvalidDataException("broken");

    public Task DeactivateAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task AppendAsync(int number)
    {
        _numbers.Add(number);
        return Task.CompletedTask;
    }

    public Task<int[]> NumbersAsync() => Task.FromResult(_numbers.ToArray());

    public Task<Guid> ActivationAsync() => Task.FromResult(_activation);

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        probe.Arrive($"deactivated {this.GetPrimaryKeyString()} {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    private async Task<string> PassAsync(string point)
    {
        await probe.PassAsync(point);
        return point;
    }
}
