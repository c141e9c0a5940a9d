using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AgentBus.TestKit;

/// <summary>A process that belongs to a test: its output is kept, and it never outlives its owner.</summary>
public sealed partial class ChildProcess : IAsyncDisposable
{
    private const int Sigterm = 15;
    private const int KeptLines = 20_000;
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Action<string>? _observe;

    private ChildProcess(Process process, Action<string>? observe)
    {
        _process = process;
        _observe = observe;
        process.OutputDataReceived += (_, e) => Keep(e.Data);
        process.ErrorDataReceived += (_, e) => Keep(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public IEnumerable<string> Lines => _lines;

    public string Output => string.Join('\n', _lines);

    public StreamWriter Input => _process.StandardInput;

    /// <summary>Starts a built assembly under this runtime.</summary>
    public static ChildProcess StartAssembly(
        string assembly,
        IEnumerable<string> arguments,
        string? directory = null,
        IReadOnlyDictionary<string, string>? environment = null,
        Action<string>? observe = null) =>
        Start(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", [assembly, .. arguments], directory, environment, observe);

    /// <param name="file">The executable.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="directory">Where it works.</param>
    /// <param name="environment">What its environment holds beyond ours.</param>
    /// <param name="observe">Gets every line of output, also those that are not kept.</param>
    public static ChildProcess Start(
        string file,
        IEnumerable<string> arguments,
        string? directory = null,
        IReadOnlyDictionary<string, string>? environment = null,
        Action<string>? observe = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = directory ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new ChildProcess(Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start."), observe);
    }

    /// <summary>Waits for a line of output and returns it; a process that ends before is a failure that shows its output.</summary>
    public async Task<string> LineAsync(Func<string, bool> wanted, TimeSpan? patience = null, CancellationToken cancellationToken = default)
    {
        string? found = null;
        await Until.TrueAsync(
            $"the process says what is waited for. It said:\n{Output}",
            () => (found = _lines.FirstOrDefault(wanted)) is not null || (_process.HasExited && Drained()),
            patience,
            cancellationToken);
        return found ?? _lines.FirstOrDefault(wanted) ?? throw new InvalidOperationException($"The process ended with {_process.ExitCode}:\n{Output}");
    }

    public async Task<int> ExitAsync(TimeSpan? patience = null, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience ?? TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL: no code of the process runs any more.</summary>
    public void Kill() => _process.Kill();

    /// <summary>SIGTERM: asks it to end.</summary>
    public void Terminate()
    {
        if (SendSignal(_process.Id, Sigterm) != 0)
        {
            throw new InvalidOperationException($"Process {_process.Id} takes no signal.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);

    private bool Drained()
    {
        _process.WaitForExit();
        return true;
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        _observe?.Invoke(line);
        _lines.Enqueue(line);
        while (_lines.Count > KeptLines)
        {
            _lines.TryDequeue(out _);
        }
    }
}
