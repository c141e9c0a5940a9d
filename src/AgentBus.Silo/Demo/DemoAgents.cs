using System.Diagnostics;
using AgentBus.Silo.Hosting;
using AgentBus.Silo.Options;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace AgentBus.Silo.Demo;

/// <summary>Starts the processes of the demonstration once the silo listens, tells how to join, and ends them with the silo.</summary>
internal sealed class DemoAgents(
    IServer server,
    IHostApplicationLifetime lifetime,
    IOptions<AgentBusOptions> options,
    DemoPass pass,
    ILogger<DemoAgents> logger) : BackgroundService
{
    private readonly List<Process> _processes = [];

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var process in _processes)
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            process.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        try
        {
            await started.Task.WaitAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        var invitation = new DemoInvitation(options.Value, server.Features.Get<IServerAddressesFeature>()!.Addresses, pass.Text);
        Start(invitation);
        Console.Out.WriteLine(invitation.Text);
    }

    private void Report(string agent, Process process)
    {
        // With the silo they all end, by the same signal or by its hand.
        if (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            HostLog.DemoAgentEnded(logger, agent, process.ExitCode);
        }
    }

    private void Start(DemoInvitation invitation)
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, "demo", "AgentBus.Demo.dll");
        if (!File.Exists(assembly))
        {
            HostLog.DemoAgentsMissing(logger, assembly);
            return;
        }

        foreach (var (agent, arguments) in DemoCast.Processes(invitation))
        {
            var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
            {
                UseShellExecute = false,

                // They end when their standard input does: with this process, however that ends.
                RedirectStandardInput = true,
                ArgumentList = { assembly, "--attached" },
            };
            foreach (var argument in arguments.Concat(invitation.Pace))
            {
                start.ArgumentList.Add(argument);
            }

            if (Process.Start(start) is { } process)
            {
                process.EnableRaisingEvents = true;
                process.Exited += (_, _) => Report(agent, process);
                _processes.Add(process);
            }
        }
    }
}
