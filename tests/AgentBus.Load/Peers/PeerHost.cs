using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace AgentBus.Load.Peers;

/// <summary>Hosts a peer on a free port of the loopback address and prints where.</summary>
internal static class PeerHost
{
    /// <summary>The line that tells the port begins with this.</summary>
    public const string Announcement = "listening on port ";

    public static async Task RunAsync(Action<WebApplication> map, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        app.UseWebSockets();
        map(app);
        await app.StartAsync(cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Console.WriteLine($"{Announcement}{new Uri(address).Port}");
        await app.WaitForShutdownAsync(cancellationToken);
    }
}
