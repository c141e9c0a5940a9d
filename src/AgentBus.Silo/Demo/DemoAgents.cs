using System.Diagnostics;
using AgentBus.Silo.Hosting;
using AgentBus.Silo.Options;
using AgentBus.Silo.Security;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace AgentBus.Silo.Demo;

/// <summary>Starts the demo agents as processes of their own once the silo listens, tells how to join them, and ends them with the silo.</summary>
internal sealed class DemoAgents(
    IServer server,
    IHostApplicationLifetime lifetime,
    IOptions<AgentBusOptions> options,
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

        var invitation = new DemoInvitation(options.Value, server.Features.Get<IServerAddressesFeature>()!.Addresses);
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

        foreach (var agent in RunTokens.DemoAgents)
        {
            var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
            {
                ArgumentList = { assembly },
            };
            foreach (var argument in invitation.Arguments(agent))
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
