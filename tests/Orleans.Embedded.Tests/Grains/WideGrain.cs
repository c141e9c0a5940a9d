using System.Globalization;

namespace Orleans.Embedded.Tests.Grains;

internal sealed record Hidden(string Text);

internal readonly record struct Pair(int Left, int Right);

internal interface IWideGrain : IGrainWithStringKey
{
    Task<string> JoinAsync(
        int number, string text, Pair pair, IReadOnlyList<int> list, Hidden? nothing, decimal amount, Hidden hidden, DateTimeOffset time, bool flag);
}

internal sealed class WideGrain : Grain, IWideGrain
{
    public Task<string> JoinAsync(
        int number, string text, Pair pair, IReadOnlyList<int> list, Hidden? nothing, decimal amount, Hidden hidden, DateTimeOffset time, bool flag) =>
        Task.FromResult(string.Create(
            CultureInfo.InvariantCulture,
            $"{number} {text} {pair.Left}:{pair.Right} {string.Join(',', list)} {nothing?.Text ?? "-"} {amount} {hidden.Text} {time.Year} {flag}"));
}

public interface IStrangeGrain : IGrainWithStringKey
{
    IAsyncEnumerable<int> CountAsync();
}

public sealed class StrangeGrain : Grain, IStrangeGrain
{
    public IAsyncEnumerable<int> CountAsync() => throw new NotSupportedException();
}
