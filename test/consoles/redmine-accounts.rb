# Makes what the issues need, by Redmine's own models: a project, a field, a technician and customers who may write there.
# Arguments: where Redmine lies, and JSON: people, each with login, firstname, lastname, mail, password, key, role.
require "json"
require "#{ARGV[0]}/config/environment"

Redmine::DefaultData::Loader.load("en")
Setting.rest_api_enabled = 1
support = Tracker.find_by!(name: "Support")
project = Project.create!(name: "Customers", identifier: "customers", is_public: false, trackers: [support])
IssueCustomField.create!(name: "Computer", field_format: "string", is_for_all: true, trackers: [support])
JSON.parse(ARGV[1]).each do |person|
  user = User.new(person.slice("firstname", "lastname", "mail"))
  user.login = person["login"]
  user.password = user.password_confirmation = person["password"]
  user.save!
  Token.create!(user: user, action: "api").update_column(:value, person["key"])
  Member.create!(project: project, user: user, roles: [Role.find_by!(name: person["role"])])
end
