using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AgentBus.Cli.Serving;

/// <summary>The silo that lies beside this tool, and the dotnet that it is started with.</summary>
/// <param name="Assembly">Its assembly.</param>
internal sealed partial record SiloExecutable(string Assembly)
{
    private const int WrongUse = 64;
    private const int Sigterm = 15;

    /// <summary>The one in the folder silo beside this tool.</summary>
    public static SiloExecutable Beside { get; } = new(Path.Combine(AppContext.BaseDirectory, "silo", "AgentBus.Silo.dll"));

    /// <summary>The folder of the .NET runtime that this tool runs on.</summary>
    public static string DotnetRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>The exit code of this tool for one of the silo (sysexits.h): wrong usage stays that, everything else is a failure.</summary>
    public static int ExitCodeFor(int code) => code switch { 0 => ExitCodes.Done, WrongUse => ExitCodes.WrongUsage, _ => ExitCodes.Failed };

    /// <summary>Runs the silo with this process's input and output, until it ends. Cancelling asks it to end, and it is waited for while it drains.</summary>
    public async Task<int> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(arguments, isCaptured: false);
        await using var asking = cancellationToken.Register(() => AskToEnd(process));
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    /// <summary>Runs the silo for what it prints.</summary>
    public async Task<SiloAnswer> AskAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(arguments, isCaptured: true);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new SiloAnswer(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static void AskToEnd(Process process)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                // The console has told it already: Ctrl-C reaches both processes.
                return;
            }

            _ = SendSignal(process.Id, Sigterm);
        }
        catch (InvalidOperationException)
        {
            // It has ended meanwhile.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);

    private Process Start(IEnumerable<string> arguments, bool isCaptured)
    {
        if (!File.Exists(Assembly))
        {
            throw new CommandFailure($"The silo is not beside this tool: {Assembly} is missing. Install the tool again, or start the silo itself.");
        }

        var dotnet = Path.Combine(DotnetRoot, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return Process.Start(new ProcessStartInfo(File.Exists(dotnet) ? dotnet : "dotnet", [Assembly, .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = isCaptured, RedirectStandardError = isCaptured,
        }) ?? throw new CommandFailure("The silo could not be started.");
    }
}
