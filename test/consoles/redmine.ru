# A new Redmine and its server: the store's tables, Redmine's own default data, a project, a field, and people who may work
# or write there, all by Redmine's own models. REDMINE_PROGRAM: where Redmine lies. REDMINE_PEOPLE: JSON, each with login,
# firstname, lastname, mail, password, key, role.
require "json"
require "#{ENV.fetch("REDMINE_PROGRAM")}/config/application"
# What isn't asked for needn't be read.
Rails.application.config.eager_load = false
require "#{ENV.fetch("REDMINE_PROGRAM")}/config/environment"

ActiveRecord::Migration.verbose = false
ActiveRecord::Migrator.migrations_paths = ["#{ENV.fetch("REDMINE_PROGRAM")}/db/migrate"]
# Nothing here has to outlive a power cut.
ActiveRecord::Base.connection.execute("PRAGMA synchronous = OFF")
ActiveRecord::Base.connection.migration_context.migrate
ActiveRecord::Base.descendants.each(&:reset_column_information)
Redmine::DefaultData::Loader.load("en")
Setting.rest_api_enabled = 1
support = Tracker.find_by!(name: "Support")
project = Project.create!(name: "Customers", identifier: "customers", is_public: false, trackers: [support])
IssueCustomField.create!(name: "Computer", field_format: "string", is_for_all: true, trackers: [support])
JSON.parse(ENV.fetch("REDMINE_PEOPLE")).each do |person|
  user = User.new(person.slice("firstname", "lastname", "mail"))
  user.login = person["login"]
  user.password = user.password_confirmation = person["password"]
  user.save!
  Token.create!(user: user, action: "api").update_column(:value, person["key"])
  Member.create!(project: project, user: user, roles: [Role.find_by!(name: person["role"])])
end

run Rails.application
