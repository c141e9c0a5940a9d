using AgentBus.Model;
using AgentBus.Silo;
using AgentBus.Silo.Hosting;
using AgentBus.Silo.Options;
using Microsoft.Extensions.Options;

var command = CommandLine.Parse(args);
if (command.Problem is { } problem)
{
    Console.Error.WriteLine(problem);
    return ExitCodes.WrongUse;
}

try
{
    switch (command.Mode)
    {
        case CommandMode.Help: Console.Out.Write(CommandSwitch.Help); break;
        case CommandMode.Version: Console.Out.WriteLine(ServerVersion.Text); break;
        case CommandMode.ConfigDoc: Console.Out.Write(ConfigurationReference.Write()); break;
        case CommandMode.ConfigSchema: Console.Out.Write(ConfigurationSchema.Write()); break;
        case CommandMode.ConfigCheck: await ConfigurationCommands.CheckAsync(command, SettingsPlace.OfProcess(), Console.Out); break;
        case CommandMode.ConfigShow: ConfigurationCommands.Show(command, SettingsPlace.OfProcess(), Console.Out); break;
        default: await SiloHost.Build(command).RunAsync(); break;
    }

    return Environment.ExitCode;
}
catch (Exception e) when (e is ConfigurationError or ConstitutionalHashMismatchError or OptionsValidationException)
{
    Console.Error.WriteLine($"The configuration is not right: {e.Message}");
    return ExitCodes.WrongConfiguration;
}
catch (IOException e)
{
    Console.Error.WriteLine($"The silo cannot start: {e.Message}");
    return ExitCodes.CannotStart;
}
