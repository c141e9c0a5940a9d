using AgentBus.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgentBus.Storage;

/// <summary>Registers what a silo keeps in PostgreSQL.</summary>
public static class PostgresStorageServiceCollectionExtensions
{
    /// <summary>
    /// Brings the schema of <c>sql/postgresql</c> up to date before any hosted service starts. Silos that start together apply it one
    /// after the other. A schema that is newer than this product, or missing where it must not be applied, ends the start.
    /// </summary>
    /// <param name="services">The services of the silo.</param>
    /// <param name="connection">An Npgsql connection string.</param>
    /// <param name="apply">Off: only checks that the schema is the one that is needed.</param>
    public static IServiceCollection AddPostgresSchema(this IServiceCollection services, string connection, bool apply = true)
    {
        services.AddSingleton<IHostedService>(new PostgresSchemaStart(new PostgresSchema(connection), apply));
        return services;
    }
}
