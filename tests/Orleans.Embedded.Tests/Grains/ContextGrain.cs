using Orleans.Runtime;

namespace Orleans.Embedded.Tests.Grains;

public interface IContextGrain : IGrainWithStringKey
{
    Task<string?> ReadAsync(string key);

    Task<string?> ReadThroughAsync(string key, string through);

    Task SetAsync(string key, string value);
}

public sealed class ContextGrain : Grain, IContextGrain
{
    public Task<string?> ReadAsync(string key) => Task.FromResult(RequestContext.Get(key) as string);

    public async Task<string?> ReadThroughAsync(string key, string through)
    {
        await Task.Yield();
        return await GrainFactory.GetGrain<IContextGrain>(through).ReadAsync(key);
    }

    public Task SetAsync(string key, string value)
    {
        RequestContext.Set(key, value);
        return Task.CompletedTask;
    }
}
