namespace Orleans.Embedded.Tests.Grains;

public interface IShoutObserver : IGrainObserver
{
    Task<string> HearAsync(string text);

    void Whisper(string text);
}

public interface IShouterGrain : IGrainWithStringKey
{
    Task<string> ShoutAsync(IShoutObserver observer, string text);

    Task WhisperAsync(IShoutObserver observer, string text);
}

public sealed class ShouterGrain : Grain, IShouterGrain
{
    public Task<string> ShoutAsync(IShoutObserver observer, string text) => observer.HearAsync(text);

    public Task WhisperAsync(IShoutObserver observer, string text)
    {
        observer.Whisper(text);
        return Task.CompletedTask;
    }
}
