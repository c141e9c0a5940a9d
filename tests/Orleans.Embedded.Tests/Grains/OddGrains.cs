namespace Orleans.Embedded.Tests.Grains;

public interface INobodyGrain : IGrainWithStringKey
{
    Task PingAsync();
}

public interface IAmbiguousGrain : IGrainWithStringKey
{
    Task PingAsync();
}

public sealed class FirstAmbiguousGrain : Grain, IAmbiguousGrain
{
    public Task PingAsync() => Task.CompletedTask;
}

public sealed class SecondAmbiguousGrain : Grain, IAmbiguousGrain
{
    public Task PingAsync() => Task.CompletedTask;
}
