namespace AgentBus.TestKit;

/// <summary>A directory of its own that goes away with its owner; kept when <c>AGENTBUS_KEEP_DATA</c> is set, to look into after a failure.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    public TemporaryDirectory(string purpose) => Path = Directory.CreateTempSubdirectory($"agentbus-{purpose}-").FullName;

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable("AGENTBUS_KEEP_DATA") is null && Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
