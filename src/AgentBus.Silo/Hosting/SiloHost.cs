using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Silo.Demo;
using AgentBus.Silo.Gateway;
using AgentBus.Silo.Health;
using AgentBus.Silo.Options;
using AgentBus.Silo.Security;

namespace AgentBus.Silo.Hosting;

/// <summary>Composes the silo.</summary>
internal static class SiloHost
{
    /// <summary>Builds it, ready to run.</summary>
    /// <exception cref="ConfigurationError">Something is not right; it names the key.</exception>
    public static WebApplication Build(CommandLine command)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = command.Environment ?? (command.IsDemo ? Environments.Development : null),
        });
        SettingsSources.Use(builder.Configuration, builder.Environment.EnvironmentName, command);
        var options = AgentBusSettings.Read(builder.Configuration, out var unknown);
        if (command.IsDemo)
        {
            DemoDirectory.Use(options, builder.Configuration);
        }

        // The drain takes DrainGrace three times and a bit at most; the rest is for grains and store.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = (options.Gateway.DrainGrace * 3) + TimeSpan.FromSeconds(20));
        builder.Logging.AddSimpleConsole(static console => console.SingleLine = true);
        Listeners.Configure(builder, options.Listen, options.Gateway.MaxConnections);
        GrainRuntime.Add(builder, options);
        AddServices(builder, options, command);

        var app = builder.Build();
        app.UseRouting();
        app.UseListenerMark();
        app.MapGateway();
        app.MapHealth();
        foreach (var key in unknown)
        {
            HostLog.UnknownKey(app.Logger, key);
        }

        return app;
    }

    private static void AddServices(WebApplicationBuilder builder, AgentBusOptions options, CommandLine command)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(options));
        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(options.Gateway));
        services.AddSingleton<ITenantDeclarations, DeclaredTenants>();
        services.AddAuthenticators(options, hasRunCredentials: builder.Environment.IsDevelopment());
        services.AddGateway();
        services.AddSingleton<HealthProbe>();
        if (command.IsDemo)
        {
            services.AddHostedService<DemoAgents>();
        }
    }
}
