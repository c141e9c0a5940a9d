using Orleans.Concurrency;

namespace Orleans.Embedded.Tests.Grains;

public interface IChainGrain : IGrainWithStringKey
{
    /// <summary>Calls the grains of the path one from the other, with the last one at the end.</summary>
    Task<int> VisitAsync(string[] path);

    /// <summary>How many turns of grains lie on the stack at the end of the path.</summary>
    Task<int> DepthAsync(string[] path);
}

public sealed class ChainGrain : Grain, IChainGrain
{
    public async Task<int> VisitAsync(string[] path) =>
        path.Length == 0 ? 0 : 1 + await GrainFactory.GetGrain<IChainGrain>(path[0]).VisitAsync(path[1..]);

    public Task<int> DepthAsync(string[] path) => path.Length == 0
        ? Task.FromResult(new System.Diagnostics.StackTrace().GetFrames().Count(frame => frame.GetMethod()?.Name == nameof(DepthAsync) && frame.GetMethod()?.DeclaringType == typeof(ChainGrain)))
        : GrainFactory.GetGrain<IChainGrain>(path[0]).DepthAsync(path[1..]);
}

public interface IReentrantChainGrain : IGrainWithStringKey
{
    Task<int> VisitAsync(string[] path);
}

[Reentrant]
public sealed class ReentrantChainGrain : Grain, IReentrantChainGrain
{
    public async Task<int> VisitAsync(string[] path) =>
        path.Length == 0 ? 0 : 1 + await GrainFactory.GetGrain<IReentrantChainGrain>(path[0]).VisitAsync(path[1..]);
}
